"""The second language: the same rules on other words. The article is made up."""

from attribution_texts import summarize_attributions

ARTICLE = """
« Le quai restera fermé jusqu’au printemps », a déclaré Ada Holm, la maire de Marn. « Nous n’avons plus d’argent. »

Selon des sources au sein du Port Union, la compagnie a payé deux pilotes. Skerry Line dément avoir versé de l’argent.
« C’est un mensonge », a ajouté son directeur, Lind.

Le Port Union accuse Skerry Line d’avoir menti sur l’état du quai. Des experts estiment que les piliers pourraient
céder avant l’hiver. Le Isle Courier affirme que deux rapports ont disparu.

Skerry Line aurait détourné des fonds destinés au quai. Le directeur de Skerry Line n’a pas commenté.

La « mairie flottante » n’a jamais été ouverte. Les habitants veulent un nouveau quai.
"""


def test_an_article() -> None:
    assert summarize_attributions(ARTICLE, "fr") == [
        "assessment ada-holm: Le quai restera fermé jusqu’au printemps",
        "statement ada-holm: Nous n’avons plus d’argent",
        "report (des sources au sein du Port Union; port-union): la compagnie a payé deux pilotes",
        "denial skerry-line: dément avoir versé de l’argent",
        "statement lind: C’est un mensonge",
        "allegation port-union: Skerry Line d’avoir menti sur l’état du quai",
        "assessment (des experts): les piliers pourraient\ncéder avant l’hiver",
        "report isle-courier: deux rapports ont disparu",
        "report unattributed: Skerry Line aurait détourné des fonds destinés au quai",
        "silence (le directeur de Skerry Line; skerry-line): Le directeur de Skerry Line n’a pas commenté",
    ]


def test_a_verb_after_a_bound_pronoun() -> None:
    text = "Ada Holm a fermé le quai. « C’est un danger pour tous », a-t-elle ajouté."
    assert summarize_attributions(text, "fr") == ["statement ada-holm: C’est un danger pour tous"]
