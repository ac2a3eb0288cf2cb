"""Addresses of matrices and categories."""

from django.urls import path

from risks.views import categories, matrices

urlpatterns = [
    path("risks/matrices/", matrices.matrices, name="matrices"),
    path("risks/matrices/add/", matrices.add, name="matrix-add"),
    path("risks/matrices/rescore/", matrices.rescore_list, name="matrices-rescore"),
    path("risks/matrices/<slug:key>/", matrices.matrix, name="matrix"),
    path("risks/matrices/<slug:key>/edit/", matrices.edit, name="matrix-edit"),
    path("risks/matrices/<slug:key>/replace/", matrices.replace, name="matrix-replace"),
    path("risks/categories/", categories.categories, name="categories"),
    path("risks/categories/add/", categories.add, name="category-add"),
    path("risks/categories/<slug:key>/", categories.edit, name="category-edit"),
]
