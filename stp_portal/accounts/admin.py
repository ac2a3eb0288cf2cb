"""Accounts in the administration pages."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from stp_portal.accounts.models import User
from stp_portal.core.admin import RecordAdmin


class NewUserForm(AdminUserCreationForm):
    """A new account: address, name, and a password or none (the person then uses the reset mail)."""

    class Meta:
        model = User
        fields = ("email", "name")
        field_classes = {"email": forms.EmailField}


class UserForm(UserChangeForm):
    """An existing account."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"email": forms.EmailField}


@admin.register(User)
class UserAdmin(RecordAdmin, DjangoUserAdmin):
    add_form = NewUserForm
    form = UserForm
    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
    readonly_fields = ("date_joined", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Access", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
