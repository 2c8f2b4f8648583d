"""The forms of signing in with our own labels and without allauth's hints: the pages say what is needed."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields.pop("remember", None)
        _plain(self, login=_("E-mail"), password=_("Password"))


class ConfirmForm(ReauthenticateForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _plain(self, password=_("Password"))


class NewAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _plain(self, code=_("Code from the app"))


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _plain(self, code=_("Code from the app, or a recovery code"))


class ConfirmByCodeForm(ReauthenticateByCodeForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _plain(self, code=_("Code from the app, or a recovery code"))


def _plain(form: forms.Form, **labels: Any) -> None:
    """Labels as the page has them, so that a list of errors names the field by the same words."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)
