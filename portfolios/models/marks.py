"""The look of a level or band: always word, letter, shape and colour together (DOMAIN A8 rule 1)."""

from django.db import models


class Shape(models.TextChoices):
    CIRCLE = "circle", "Circle"
    TRIANGLE = "triangle", "Triangle"
    SQUARE = "square", "Square"
    DIAMOND = "diamond", "Diamond"
    CROSS = "cross", "Cross"


class Colour(models.TextChoices):
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"
    BLUE = "blue", "Blue"
    YELLOW = "yellow", "Yellow"
    GREY = "grey", "Grey"


class Mark(models.Model):
    """Something printed as word + letter + shape + colour."""

    rank = models.PositiveSmallIntegerField("order, best first")
    label = models.CharField(max_length=40)
    letter = models.CharField(max_length=2)
    shape = models.CharField(max_length=10, choices=Shape.choices)
    colour = models.CharField(max_length=10, choices=Colour.choices)

    class Meta:
        abstract = True
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.label
