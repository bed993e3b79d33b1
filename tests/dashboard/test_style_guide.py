"""The style page is there for those who build and for the demo, and for nobody else."""

from django.test import Client


def test_style_page_does_not_exist_in_a_real_installation(client: Client, settings) -> None:
    settings.DEBUG = settings.DEMO = False

    assert client.get("/style/").status_code == 404


def test_style_page_shows_every_state_in_the_demo(client: Client, settings) -> None:
    settings.DEMO = True

    html = client.get("/style/").content.decode()

    for state in ("on_track", "plan_now", "overdue", "stalled", "paused", "inactive"):
        assert f"status--{state}" in html


def test_style_page_takes_an_appearance(client: Client, settings) -> None:
    settings.DEBUG = True

    assert 'data-theme="dark"' in client.get("/style/?theme=dark").content.decode()
