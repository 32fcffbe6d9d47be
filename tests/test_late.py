"""A sequence that is made when it is first read is otherwise a tuple; pairs are grouped in their order."""

from zonebook.values import Late, grouped


def test_late_sequence_is_made_once() -> None:
    asked: list[int] = []

    def make() -> list[str]:
        asked.append(1)
        return ["a", "b", "c"]

    late = Late(make)
    assert asked == []
    assert (list(late), len(late), late[1], late[1:], *late) == (["a", "b", "c"], 3, "b", ("b", "c"), "a", "b", "c")
    assert asked == [1]


def test_late_sequence_equals_its_tuple() -> None:
    late, same = (Late(lambda: (each for each in "ab")) for _ in range(2))
    assert late == same == ("a", "b")
    assert late != ("a",)
    assert late != ["a", "b"]
    assert (hash(late), repr(late)) == (hash(("a", "b")), "('a', 'b')")


def test_groups_keep_the_order_of_pairs() -> None:
    found = grouped([("b", 1), ("a", 2), ("b", 3)])
    assert list(found.items()) == [("b", (1, 3)), ("a", (2,))]
