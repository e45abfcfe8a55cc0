"""talent: the talent-pool register and matching service of a county-level city.

The house is a table: columns are layers, rows are concepts, and a concept keeps its name in
every layer. Imports only go down:

    cli            commands                       app      the composition root
    api            JSON for programs              edge     who comes, and the transaction
    flows          what happens, in one of them
    db postgres sheets sealing config logs        the outside world
    core           what is true: pure functions   errors   the tree of refusals

SQL stands in sql/ only; the schema holds the invariants and decides who sees whom.
"""

__version__ = "0.1.0"
