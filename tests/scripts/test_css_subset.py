"""The stylesheet keeps what a template can reach and nothing else."""

import pytest

from scripts.css_subset import blocks, prune_custom_properties, subset


def test_rules_of_unused_classes_are_dropped() -> None:
    assert subset(".a{x:1}.b{x:2}", {"a"}) == ".a{x:1}"


def test_rules_of_plain_elements_are_kept() -> None:
    assert subset("a:hover,*{x:1}", set()) == "a:hover,*{x:1}"


def test_a_list_of_selectors_loses_only_its_unused_ones() -> None:
    assert subset(".a .b,.a,p.a{x:1}", {"a"}) == ".a,p.a{x:1}"


def test_a_class_in_a_negation_need_not_be_used() -> None:
    assert subset(".a:not(.b){x:1}", {"a"}) == ".a:not(.b){x:1}"


def test_media_rules_are_thinned_and_dropped_when_empty() -> None:
    css = "@media print{.a{x:1}.b{x:2}}@media screen{.b{x:3}}"
    assert subset(css, {"a"}) == "@media print{.a{x:1}}"


def test_rules_for_a_theme_are_dropped() -> None:
    assert subset("[data-bs-theme=dark] .a{x:1}", {"a"}) == ""


def test_animations_nobody_uses_are_dropped() -> None:
    css = "@keyframes k{to{x:1}}@keyframes l{to{x:1}}.a{animation:k 1s}"
    assert subset(css, {"a"}) == "@keyframes k{to{x:1}}.a{animation:k 1s}"


def test_braces_and_semicolons_in_strings_and_comments_do_not_count() -> None:
    css = '.a{content:"}";x:1}/* } */.a{x:2}'
    assert subset(css, {"a"}) == '.a{content:"}";x:1}.a{x:2}'


def test_a_statement_without_a_block_is_kept() -> None:
    assert [block.body for block in blocks('@charset "UTF-8";.a{}')] == [None, ""]


def test_a_brace_never_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="never closed"):
        subset(".a{x:1", {"a"})


def test_custom_properties_nobody_reads_are_dropped_to_the_end_of_the_chain() -> None:
    css = ":root{--a:1;--b:var(--a);--c:2}p{x:var(--c)}"
    assert prune_custom_properties(css) == ":root{--c:2}p{x:var(--c)}"


def test_custom_properties_read_elsewhere_are_kept() -> None:
    assert prune_custom_properties(":root{--a:1}", "p{x:var(--a)}") == ":root{--a:1}"
