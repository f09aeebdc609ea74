from __future__ import annotations

import json
from typing import Any

import pytest

from signalfill.config import ScraperEnvironment
from tests.infra.templates import ROOT, SCRAPER, properties, resources, template


def container() -> dict[str, Any]:
    (only,) = properties("Task", SCRAPER)["ContainerDefinitions"]
    found: dict[str, Any] = only
    return found


def dockerfile() -> list[tuple[str, str]]:
    """Its instructions with what follows them, continued lines as one."""
    text = (ROOT / "functions/scraper/Dockerfile").read_text().replace("\\\n", " ")
    lines = [each for each in text.splitlines() if each and not each.startswith("#")]
    return [(word, rest) for word, _, rest in (each.partition(" ") for each in lines)]


def test_the_image_runs_as_nobody_from_the_last_build_step_on() -> None:
    words = [word for word, _ in dockerfile()]

    assert dict(dockerfile())["USER"] == "10001:10001"
    assert not {"RUN", "COPY", "ADD"} & set(words[words.index("USER") :])


def test_every_package_of_the_image_is_pinned_by_its_hash() -> None:
    (install,) = [rest for word, rest in dockerfile() if word == "RUN" and "pip install" in rest]

    assert "--require-hashes --only-binary :all:" in install


def test_the_image_runs_the_python_that_everything_else_runs() -> None:
    version = (ROOT / ".python-version").read_text().strip()

    assert ("ARG", f"BASE=python:{version}-slim") in dockerfile()


@pytest.mark.parametrize("resource", ["Task", "Service"])
def test_nothing_runs_until_an_image_is_given(resource: str) -> None:
    assert resources(SCRAPER)[resource]["Condition"] == "HasImage"


def test_the_repository_is_there_before_the_image_and_keeps_five() -> None:
    policy = json.loads(properties("Repository", SCRAPER)["LifecyclePolicy"]["LifecyclePolicyText"])

    assert "Condition" not in resources(SCRAPER)["Repository"]
    assert [each["selection"]["countNumber"] for each in policy["rules"]] == [5]


def test_it_is_the_smallest_container_there_is() -> None:
    task = properties("Task", SCRAPER)

    assert (task["Cpu"], task["Memory"]) == ("256", "512")
    assert task["RequiresCompatibilities"] == ["FARGATE"]


def test_a_new_container_is_there_before_the_old_one_goes() -> None:
    deployment = properties("Service", SCRAPER)["DeploymentConfiguration"]

    assert deployment["MinimumHealthyPercent"] == 100
    assert deployment["MaximumPercent"] == 200


def test_nothing_in_the_container_can_be_changed() -> None:
    assert container()["ReadonlyRootFilesystem"] is True


def test_it_has_more_time_to_stop_than_it_needs() -> None:
    assert container()["StopTimeout"] >= 10


def test_nothing_comes_in() -> None:
    assert "SecurityGroupIngress" not in properties("OutwardOnly", SCRAPER)
    assert not resources(SCRAPER, of_type="AWS::EC2::SecurityGroupIngress")


def test_no_nat_is_paid_for() -> None:
    assert not resources(SCRAPER, of_type="AWS::EC2::NatGateway")
    assert len(resources(SCRAPER, of_type="AWS::EC2::Subnet")) == 2


def test_the_token_itself_is_not_in_the_container_definition() -> None:
    names = {each["Name"] for each in container()["Environment"]}

    assert "SIGNALFILL_DISCORD_TOKEN" not in names
    assert "SIGNALFILL_DISCORD_TOKEN_SECRET_ARN" in names


def test_the_container_gets_what_its_door_reads_and_no_more() -> None:
    fields = ScraperEnvironment.model_fields.items()
    names = {each["Name"] for each in container()["Environment"]} - {"AWS_DEFAULT_REGION"}

    assert names <= {f"SIGNALFILL_{name.upper()}" for name, _ in fields}
    assert names >= {f"SIGNALFILL_{name.upper()}" for name, each in fields if each.is_required()}


def test_the_system_passes_every_parameter_of_the_scraper() -> None:
    given = set(properties("ScraperApplication")["Parameters"])

    assert given == set(template(SCRAPER)["Parameters"])
