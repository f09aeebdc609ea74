from __future__ import annotations

import json
from typing import Any

import pytest

from signalfill.config import ScraperEnvironment
from tests.infra.templates import SCRAPER, properties, resources, template


def container() -> dict[str, Any]:
    (only,) = properties("Task", SCRAPER)["ContainerDefinitions"]
    found: dict[str, Any] = only
    return found


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
