"""The keys that rows of example data may use, read before any row is checked.

Rows that are wrong count as well: a fault in one row must not make every row that refers to it look wrong.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reports.examples_loader.yaml_rows import Row, RowList


def rows_of(holder: Any, name: str) -> Iterator[Row]:
    """The mappings of the list ``name``; none where there is no such list."""
    rows = holder.get(name) if isinstance(holder, Row) else None
    if isinstance(rows, RowList):
        yield from (row for row in rows if isinstance(row, Row))


def words_of(holder: Any, name: str) -> list[str]:
    """The words of the list ``name``."""
    words = holder.get(name) if isinstance(holder, Row) else None
    return [word for word in words if isinstance(word, str)] if isinstance(words, RowList) else []


def cell(holder: Any, name: str) -> str:
    """The words in ``name``, empty where it holds something else."""
    value = holder.get(name) if isinstance(holder, Row) else None
    return value if isinstance(value, str) else ""


def edition_of(row: Mapping[str, Any], key: str = "key", edition: str = "edition") -> tuple[str, int]:
    """The cover sheet that a row is or names, and its edition: the first, where the row does not say."""
    number = row.get(edition, 1)
    name = row.get(key)
    return name if isinstance(name, str) else "", number if isinstance(number, int) else 1


class Known:
    """What may be referred to, by kind. Built from all files of a folder, by their names within it."""

    def __init__(self, documents: Mapping[str, Row]) -> None:
        footprint = documents.get("footprint.yaml")
        self.organisations = self._keys(footprint, "organisations")
        self.people = self._keys(footprint, "people")
        self.bodies = self._keys(footprint, "bodies")
        self.meetings = {(cell(row, "body"), str(row.get("date"))) for row in rows_of(footprint, "meetings")}

        schemes = documents.get("schemes.yaml")
        # Scheme key -> each level's label with its synonyms.
        self.rating_words = {
            cell(row, "key"): {
                cell(level, "label"): words_of(level, "synonyms") for level in rows_of(row, "levels")
            }
            for row in rows_of(schemes, "rating_schemes")
        }

        self.risk_matrices = self._keys(schemes, "risk_matrices")

        initiatives = list(rows_of(documents.get("initiatives.yaml"), "initiatives"))
        self.initiatives = self._keys(documents.get("initiatives.yaml"), "initiatives", "slug")
        self.rated = {cell(row, "slug") for row in initiatives if row.get("rated") is True}
        self.unrated = {cell(row, "slug") for row in initiatives if row.get("rated") is False}
        self.aliases = {
            cell(row, "slug"): [cell(alias, "name") for alias in rows_of(row, "aliases")]
            for row in initiatives
        }

        self.periods = self._keys(documents.get("periods.yaml"), "periods", "slug")
        self.asks = [
            key
            for file, document in documents.items()
            if file.endswith("/asks.yaml")
            for key in self._keys(document, "asks")
        ]

        types = documents.get("paper_types.yaml")
        self.cover_templates = self._keys(types, "cover_templates")
        # Key and edition of a cover sheet -> its fields by key.
        self.cover_fields = {
            edition_of(row): {cell(field, "key"): field for field in rows_of(row, "fields")}
            for row in rows_of(types, "cover_templates")
        }
        self.template_of_type = {
            cell(row, "slug"): edition_of(row, "cover_template", "cover_edition")
            for row in rows_of(types, "paper_types")
        }
        self.sections_of_type = {
            cell(row, "slug"): [cell(section, "key") for section in rows_of(row, "sections")]
            for row in rows_of(types, "paper_types")
        }

    @staticmethod
    def _keys(document: Row | None, part: str, name: str = "key") -> list[str]:
        return [key for row in rows_of(document, part) if (key := cell(row, name))]

    def words_of_scheme(self, scheme: str) -> list[str]:
        """The words a rating may be given in, as people are told them: “Amber (or Yellow)”."""
        return [
            f"{label} (or {', '.join(synonyms)})" if synonyms else label
            for label, synonyms in self.rating_words.get(scheme, {}).items()
        ]

    def is_rating(self, word: str, scheme: str) -> bool:
        """Whether ``word`` names a level of the scheme, as ``RatingScheme.level_for`` finds it."""
        levels = self.rating_words.get(scheme, {})
        words = {spelling.casefold() for label, synonyms in levels.items() for spelling in (label, *synonyms)}
        return " ".join(word.split()).casefold() in words

    def editions_of(self, cover_template: str) -> list[int]:
        """The editions there are of a cover sheet."""
        return sorted(edition for key, edition in self.cover_fields if key == cover_template)

    def cover_fields_of_type(self, paper_type: str) -> dict[str, Row]:
        """The fields of the cover sheet that papers of a type have, in printed order."""
        return self.cover_fields.get(self.template_of_type.get(paper_type, ("", 1)), {})
