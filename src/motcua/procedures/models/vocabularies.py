"""Code lists of the catalogue: who a procedure is for, and the events of life it belongs to."""

from django.db import models


class Audience(models.Model):
    """A class of people or organisations a procedure is meant for (*đối tượng thực hiện*)."""

    class Kind(models.TextChoices):
        CITIZEN = "citizen", "Công dân"
        BUSINESS = "business", "Doanh nghiệp"
        ORGANISATION = "organisation", "Tổ chức"
        OFFICER = "officer", "Cán bộ, công chức"
        OTHER = "other", "Khác"

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """A moment of a person's or a business's life that leads to procedures."""

    class Kind(models.TextChoices):
        LIFE = "life", "Sự kiện đời người"
        BUSINESS = "business", "Sự kiện của doanh nghiệp"
        GROUP = "group", "Nhóm dịch vụ của công dân"

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LIFE)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name
