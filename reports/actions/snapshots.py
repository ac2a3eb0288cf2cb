"""Taking snapshots."""

from django.db import transaction

from portfolios.models import Footprint, ReportingPeriod
from reports.models import Snapshot, SnapshotKind
from reports.models.snapshots import canonical, digest
from reports.snapshot_content import SCHEMA_VERSION, build
from stp_portal.accounts.models import User
from stp_portal.core import audit


@transaction.atomic
def take(*, period: ReportingPeriod, kind: SnapshotKind, by: User | None) -> Snapshot:
    """Freeze the record of ``period``. A working snapshot of the same content is given again; a lock has its own.

    ``by`` is None for the command line. The period's row is locked meanwhile, so two snapshots of a period are never
    taken at once and an action that locks the period (as locking it does) waits.
    """
    # The footprint first, as those take them who plan and open periods.
    Footprint.objects.select_for_update(no_key=True).get(pk=period.footprint_id)
    period = (
        ReportingPeriod.objects.select_for_update(of=("self",), no_key=True)
        .select_related("footprint")
        .get(pk=period.pk)
    )
    content = canonical(build(period))
    sha256 = digest(content)
    if kind == SnapshotKind.WORKING:
        frozen = Snapshot.objects.filter(period=period, kind=kind, sha256=sha256).first()
        if frozen:
            return frozen
    snapshot = Snapshot.objects.create(
        footprint=period.footprint,
        period=period,
        kind=kind,
        schema_version=SCHEMA_VERSION,
        content=content,
        sha256=sha256,
        taken_by=by,
    )
    audit.record(
        "snapshot.taken", on=snapshot, by=by or "command line", after={"kind": kind, "sha256": sha256}
    )
    return snapshot
