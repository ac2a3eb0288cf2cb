"""Where the pages of the locked period are."""

STATUS = "/northmere/?period=2017-09"
CARE = "/northmere/initiatives/urgent-care/?period=2017-09"
FRAILTY = "/northmere/initiatives/frailty/?period=2017-09"

ADDRESSES = (
    STATUS,
    f"{STATUS}&under=urgent-care",
    f"{STATUS}&rating=red",
    CARE,
    FRAILTY,
    "/northmere/periods/2017-09/changes/",
)
