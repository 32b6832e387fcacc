"""Choose a place for each mention: a readable table of reasons."""

from __future__ import annotations

from ..stages import Gazetteer, Resolver
from .features import FEATURES
from .homes import learn_homes
from .resolver import FeatureResolver
from .weights import fitted_weights

__all__ = ["FEATURES", "learn_homes", "load_resolver"]


def load_resolver(gazetteer: Gazetteer) -> Resolver:
    """Return the resolver, with the weights that geomap ships.

    Raises
    ------
    SettingsError
        When the table of weights is malformed.
    """
    return FeatureResolver(gazetteer, fitted_weights())
