"""What a file that is brought in may be."""

from enum import StrEnum


class ImportFormat(StrEnum):
    """What a file is; "auto" goes by what is in it."""

    AUTO = "auto"
    CSV = "csv"
    JSON = "json"
    FIT = "fit"
    APPLE = "apple"
    TCX = "tcx"
    GPX = "gpx"
    STRAVA = "strava"
    GARMIN = "garmin"
    GARMIN_EXPORT = "garmin-export"
    GARMIN_DAYS = "garmin-days"
    FITBIT = "fitbit"
    FITBIT_DAYS = "fitbit-days"
    GOOGLE_FIT = "google-fit"
    LOOP = "loop"
    TABLE = "table"  # whose columns somebody has described, whatever else it may be
