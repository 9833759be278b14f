"""The data: typed tables, one file an aggregate. A table is loaded when it is first asked for.

The names stand in the stub beside this file, where the type checker reads them too. Loading all tables at every start
would cost a quarter of a second; who needs them all calls load_all() of app.models.loading.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
