"""Apache Spark: a pool compared and put into clusters by many machines, with the same functions.

Spark joins and moves rows; what a key, a level or a cluster is, the pure core says, batch by
batch in Arrow. The driver reads the file, learns the weights from the levels of all pairs (a
dozen bytes each) and writes the answer, so that it is the same to the last bit as on one
machine. Every worker needs this package with its extra `spark`, and Java 17.
"""
