"""Parts that take a moment to open, shared by all tests."""

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.recognition import load_recognizer
from geomap.stages import Gazetteer, Recognizer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def recognizer(gazetteer: Gazetteer) -> Recognizer:
    return load_recognizer(gazetteer)
