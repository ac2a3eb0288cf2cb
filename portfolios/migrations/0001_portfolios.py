import django.db.models.deletion
import django.utils.timezone
import portfolios.models.footprint
import stp_portal.core.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Footprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[portfolios.models.footprint.validate_footprint_slug],
                        verbose_name="short name in addresses",
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("description", models.TextField(blank=True)),
                ("source", models.TextField(blank=True, verbose_name="where its data comes from")),
                (
                    "is_made_up",
                    models.BooleanField(default=False, verbose_name="made up, describes nobody real"),
                ),
                (
                    "second_factor_roles",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[portfolios.models.footprint.validate_roles],
                        verbose_name="roles that need a second factor at sign-in",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("abbreviation", models.CharField(blank=True, max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("governing", "Governing body"),
                            ("leadership", "Leadership team"),
                            ("programme_board", "Programme or portfolio board"),
                            ("partnership", "Partnership"),
                            ("reference_group", "Reference group"),
                            ("office", "Programme office"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "session",
                    models.CharField(
                        choices=[("public", "Public"), ("private", "Private")],
                        default="private",
                        max_length=10,
                        verbose_name="usual session",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="portfolios.body",
                    ),
                ),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("footprint", "key"), name="body_key_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Abbreviation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(max_length=20)),
                ("expansion", models.CharField(max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
            ],
            options={
                "ordering": ["term", "expansion"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("footprint", "term", "expansion"), name="abbreviation_is_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("portfolio", "Portfolio"),
                            ("programme", "Programme"),
                            ("workstream", "Workstream"),
                            ("project", "Project"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("delivery", "Delivery"),
                            ("enabling", "Enabling"),
                            ("place", "Place group"),
                            ("fund", "Pooled fund"),
                        ],
                        default="delivery",
                        max_length=20,
                    ),
                ),
                ("slug", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                (
                    "short_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name in headings, where shorter"
                    ),
                ),
                ("description", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0, verbose_name="place in printed order")),
                (
                    "is_rated",
                    models.BooleanField(default=True, verbose_name="has a rating in the portfolio summary"),
                ),
                (
                    "reporting",
                    models.CharField(
                        choices=[
                            ("every", "Every period"),
                            ("second", "Every second period"),
                            ("never", "Does not report"),
                        ],
                        default="every",
                        max_length=10,
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="portfolios.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("footprint", "slug"),
                        name="initiative_slug_is_unique",
                        violation_error_message="Another initiative of this footprint has this short name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="initiative_is_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "portfolio"), _negated=True), ("parent", None), _connector="OR"
                        ),
                        name="portfolio_has_no_parent",
                        violation_error_message="A portfolio stands at the top: it has no parent.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Portfolio",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("portfolios.initiative",),
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("portfolios.initiative",),
        ),
        migrations.CreateModel(
            name="Project",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("portfolios.initiative",),
        ),
        migrations.CreateModel(
            name="Workstream",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("portfolios.initiative",),
        ),
        migrations.CreateModel(
            name="InitiativeAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="portfolios.initiative",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "initiative aliases",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("initiative", "name"), name="alias_once_per_initiative")
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                ("has_public_part", models.BooleanField(default=True)),
                ("has_private_part", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="portfolios.body",
                    ),
                ),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
            ],
            options={
                "ordering": ["date"],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "date"), name="body_meets_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("pmo_lead", "PMO lead"),
                            ("pmo_analyst", "PMO analyst"),
                            ("lead", "Lead"),
                            ("sro", "Senior responsible owner"),
                            ("board_member", "Board member"),
                            ("observer", "Observer"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="from"),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["user__name", "role"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("valid_to", None)),
                        fields=("footprint", "user", "role"),
                        name="membership_once_at_a_time",
                        violation_error_message="This person has this role already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="membership_ends_after_it_starts",
                        violation_error_message="The last day is before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="membership_ended_at_with_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("is_private", models.BooleanField(default=False, verbose_name="private")),
                (
                    "private_reason",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="reason, or exemption under the Freedom of Information Act",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "heading",
                    models.CharField(blank=True, max_length=200, verbose_name="sub-heading it stands under"),
                ),
                (
                    "gate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pid", "Project initiation document"),
                            ("pbc", "Programme business case"),
                            ("soc", "Strategic outline case"),
                            ("obc", "Outline business case"),
                            ("fbc", "Full business case"),
                            ("pcbc", "Pre-consultation business case"),
                            ("dmbc", "Decision-making business case"),
                        ],
                        max_length=10,
                    ),
                ),
                ("baseline", stp_portal.core.fields.FuzzyDateField(blank=True)),
                ("forecast", stp_portal.core.fields.FuzzyDateField(blank=True)),
                ("actual", stp_portal.core.fields.FuzzyDateField(blank=True)),
                (
                    "financial_years",
                    models.JSONField(blank=True, default=list, verbose_name="financial years it spans"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="portfolios.initiative",
                    ),
                ),
            ],
            options={
                "ordering": ["initiative", "position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_private", False),
                            models.Q(("private_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="portfolios_milestone_private_has_reason",
                        violation_error_message="Say why this is private, or which exemption applies.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MilestoneForecast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forecast", stp_portal.core.fields.FuzzyDateField()),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forecasts",
                        to="portfolios.milestone",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(blank=True, max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ccg", "Clinical commissioning group"),
                            ("icb", "Integrated care board"),
                            ("trust", "NHS trust"),
                            ("council", "Council"),
                            ("university", "University"),
                            ("csu", "Commissioning support unit"),
                            ("firm", "Firm"),
                            ("national", "National body"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="portfolios.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("footprint", "key"), name="organisation_key_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("post", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="portfolios.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name", "post"],
                "constraints": [
                    models.UniqueConstraint(fields=("footprint", "key"), name="person_key_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("post", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="person_has_name_or_post",
                        violation_error_message="Give a name or a post.",
                    ),
                    models.UniqueConstraint(
                        fields=("footprint", "user"),
                        name="account_is_one_person_of_a_footprint",
                        violation_error_message="This account belongs to another person of the footprint already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
            ],
            options={
                "ordering": ["valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("footprint", "key"), name="rating_scheme_key_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="rating_scheme_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="order, best first")),
                ("label", models.CharField(max_length=40)),
                ("letter", models.CharField(max_length=2)),
                (
                    "shape",
                    models.CharField(
                        choices=[
                            ("circle", "Circle"),
                            ("triangle", "Triangle"),
                            ("square", "Square"),
                            ("diamond", "Diamond"),
                            ("cross", "Cross"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("green", "Green"),
                            ("amber", "Amber"),
                            ("red", "Red"),
                            ("blue", "Blue"),
                            ("yellow", "Yellow"),
                            ("grey", "Grey"),
                        ],
                        max_length=10,
                    ),
                ),
                ("definition", models.CharField(max_length=300, verbose_name="printed definition")),
                ("synonyms", models.JSONField(blank=True, default=list, verbose_name="other words for it")),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="portfolios.ratingscheme",
                    ),
                ),
            ],
            options={
                "ordering": ["rank"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "label"), name="rating_label_once_per_scheme"),
                    models.UniqueConstraint(
                        fields=("scheme", "letter"), name="rating_letter_once_per_scheme"
                    ),
                    models.UniqueConstraint(fields=("scheme", "rank"), name="rating_rank_once_per_scheme"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=20, verbose_name="name in addresses")),
                ("label", models.CharField(max_length=60)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("data_cut_off", models.DateField(blank=True, null=True, verbose_name="data as at")),
                ("returns_due", models.DateField(blank=True, null=True, verbose_name="returns due")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("open", "Open"), ("locked", "Locked")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
            ],
            options={
                "ordering": ["first_day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("footprint", "slug"),
                        name="period_slug_is_unique",
                        violation_error_message="This footprint has a period of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="period_ends_after_it_starts",
                        violation_error_message="The last day of the period is before its first day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dimension",
                    models.CharField(
                        choices=[
                            ("overall", "Overall"),
                            ("time", "Time"),
                            ("cost", "Cost"),
                            ("scope", "Scope"),
                            ("benefits", "Benefits"),
                            ("risk", "Risk"),
                        ],
                        default="overall",
                        max_length=10,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("lead", "Lead"), ("pmo", "PMO"), ("calculated", "Calculated")],
                        default="lead",
                        max_length=10,
                    ),
                ),
                (
                    "as_printed",
                    models.CharField(blank=True, max_length=40, verbose_name="word as written in the source"),
                ),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("superseded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="portfolios.initiative",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="portfolios.ratinglevel",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="portfolios.reportingperiod",
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at"],
                "indexes": [models.Index(fields=["period", "dimension"], name="rating_by_period")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("initiative", "period", "dimension", "source"),
                        name="rating_one_stands",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HighlightReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "Expected"),
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("assured", "Assured by PMO"),
                            ("signed_off", "Signed off"),
                        ],
                        default="expected",
                        max_length=12,
                    ),
                ),
                ("route_to_green", models.TextField(blank=True, verbose_name="route to green")),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="where it came from, if not written here"
                    ),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("assured_at", models.DateTimeField(blank=True, null=True)),
                ("signed_off_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assured_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "signed_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="highlight_reports",
                        to="portfolios.initiative",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="highlight_reports",
                        to="portfolios.reportingperiod",
                    ),
                ),
            ],
            options={
                "ordering": ["period", "initiative"],
                "indexes": [models.Index(fields=["period", "state"], name="report_by_period")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "period"),
                        name="report_once_per_period",
                        violation_error_message="This initiative has a report for this period already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edited_at", None), ("edited_by", None)),
                            models.Q(("edited_at__isnull", False), ("edited_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_edited_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at", None), ("submitted_by", None)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_submitted_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assured_at", None), ("assured_by", None)),
                            models.Q(("assured_at__isnull", False), ("assured_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_assured_at_with_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_off_at", None), ("signed_off_by", None)),
                            models.Q(("signed_off_at__isnull", False), ("signed_off_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_signed_off_at_with_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("is_private", models.BooleanField(default=False, verbose_name="private")),
                (
                    "private_reason",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="reason, or exemption under the Freedom of Information Act",
                    ),
                ),
                ("key", models.SlugField(max_length=80)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("discussion", "For discussion"), ("decision", "For decision")],
                        max_length=10,
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        help_text="For example “discuss” or “decide on”.",
                        max_length=60,
                        verbose_name="asked to",
                    ),
                ),
                ("text", models.TextField(verbose_name="what")),
                ("context", models.TextField(blank=True, verbose_name="background")),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("withdrawn", "Withdrawn")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decided", "Decided"),
                            ("discussed", "Discussed"),
                            ("deferred", "Deferred"),
                            ("noted", "Noted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("outcome_text", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asks", to="portfolios.body"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks_raised",
                        to="portfolios.body",
                    ),
                ),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="portfolios.initiative",
                    ),
                ),
                (
                    "printed_under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.initiativealias",
                    ),
                ),
                (
                    "answered_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="portfolios.meeting",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asks",
                        to="portfolios.reportingperiod",
                    ),
                ),
            ],
            options={
                "ordering": ["period", "purpose", "position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_private", False),
                            models.Q(("private_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="portfolios_ask_private_has_reason",
                        violation_error_message="Say why this is private, or which exemption applies.",
                    ),
                    models.UniqueConstraint(fields=("footprint", "period", "key"), name="ask_key_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("initiative", None), ("raised_by__isnull", False)),
                            models.Q(("initiative__isnull", False), ("raised_by", None)),
                            _connector="OR",
                        ),
                        name="ask_has_one_raiser",
                        violation_error_message="An ask is raised by an initiative or by an office: name one of the two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ask_answered_at_with_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportParagraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_private", models.BooleanField(default=False, verbose_name="private")),
                (
                    "private_reason",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="reason, or exemption under the Freedom of Information Act",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("progress", "Progress since the last report"), ("planned", "Planned next")],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paragraphs",
                        to="portfolios.highlightreport",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "part", "position"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_private", False),
                            models.Q(("private_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="portfolios_reportparagraph_private_has_reason",
                        violation_error_message="Say why this is private, or which exemption applies.",
                    ),
                    models.UniqueConstraint(
                        fields=("report", "part", "position"), name="paragraph_position_is_unique"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("sro", "Senior responsible owner"),
                            ("portfolio_director", "Portfolio director"),
                            ("programme_director", "Programme director"),
                            ("manager", "Manager"),
                            ("lead", "Lead"),
                            ("sponsor", "Sponsor"),
                            ("clinical_lead", "Clinical lead"),
                            ("deputy", "Deputy"),
                        ],
                        max_length=30,
                    ),
                ),
                ("is_acting", models.BooleanField(default=False, verbose_name="acting")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "footprint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolios.footprint",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="portfolios.initiative",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="portfolios.person",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "person__name"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("initiative", "role", "person"),
                        name="role_held_once_at_a_time",
                        violation_error_message="This person holds this role already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="role_ends_after_it_starts",
                        violation_error_message="The last day is before the first day.",
                    ),
                ],
            },
        ),
    ]
