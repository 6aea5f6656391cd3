"""Where a receiver may be."""

import socket
from ipaddress import ip_address, ip_network

import pytest

from bot.webhooks.addresses import NOT_ALLOWED, AddressRefused, Guard, checked, is_allowed

OWN = (ip_network("10.20.0.0/16"), ip_network("fd00:20::/32"))


@pytest.mark.parametrize(
    "url", ["https://hooks.example.com/x?y=1", "http://127.0.0.1:9000/", "http://[::1]/", "https://10.0.0.1/"]
)
def test_an_address_to_call_is_taken_as_it_is(url: str):
    assert checked(f" {url}\n") == url


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "file:/etc/passwd",
        "hooks.example.com",
        "https://",
        "https://ana:secret@hooks.example.com/",
        "https://hooks.example.com/#part",
        "https://hooks.example.com:port/",
        "https://hooks example.com/",
        "https://hooks.example.com/\x00",
        "https://[::1/",
        "https://hooks.example.com/" + "x" * 2000,
    ],
)
def test_any_other_is_refused_with_a_sentence(url: str):
    with pytest.raises(AddressRefused, match=r"\w{3,}"):
        checked(url)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "2606:2800:21f::1",
        "10.20.3.4",
        "fd00:20::1",
        "::ffff:10.20.3.4",
        "64:ff9b::5db8:d70e",
    ],
)
def test_public_addresses_are_connected_to_and_those_that_were_named(address: str):
    assert is_allowed(ip_address(address), OWN)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:a00:1:0:0:f5ff:fffe",
    ],
)
def test_no_other_is_connected_to_whatever_form_it_has(address: str):
    assert not is_allowed(ip_address(address), OWN)


def test_the_guard_looks_at_what_is_connected_to():
    refused = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%eth0", 443, 0, 2))
    with pytest.raises(OSError, match="public") as error:
        Guard(())(refused)
    assert error.value.errno == NOT_ALLOWED
    Guard(())((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))).close()
