"""The web application: create_app() is the whole of it on one screen."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.addresses import LateRule
from app.config import Settings
from app.database import engine_options, init_database
from app.errors import init_errors
from app.extensions import csrf
from app.features import add_features, init_features
from app.headers import init_headers
from app.identity import init_identity
from app.language import init_language
from app.openings import init_openings
from app.permissions import init_permissions
from app.shell import init_shell
from app.templates import Templates
from app.transactions import init_transactions

SESSION_COOKIE = "__Host-sextant"


def create_app(settings: Settings | None = None, *, quickly: bool = False, **overrides: object) -> Flask:
    """Make the application from its settings; `overrides` are Flask configuration for tests.

    With `quickly`, features are loaded when they are first asked for.
    """
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder="../templates")
    app.url_rule_class = LateRule
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        SESSION_COOKIE_NAME=SESSION_COOKIE,
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=settings.upload_mib * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,  # a table of 5,000 lines comes back as text from its preview
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the Origin is checked for every unsafe request in app.headers
    )
    app.config.update(overrides)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.jinja_environment = Templates
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    for init in (init_features, init_headers, csrf.init_app, init_database, init_transactions, init_errors):
        init(app)
    for init in (init_language, init_identity, init_openings, init_permissions, init_shell):
        init(app)
    add_features(app, settings.routes if quickly else None)
    return app
