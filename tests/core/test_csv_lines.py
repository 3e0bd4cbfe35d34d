"""Lines that a spreadsheet opens."""

from motcua.core.csv_lines import csv_lines


def test_the_mark_stands_once_and_no_cell_becomes_a_formula():
    rows = [["mã", "tên"], ["1", "=HYPERLINK(A1)"], [-2.5, "+84"], [None, "a;b"]]
    rows += [["-", "-2,5", "-1+cmd|'/C calc'!A1"]]
    assert list(csv_lines(rows)) == [
        "\ufeffmã,tên\r\n",
        "1,'=HYPERLINK(A1)\r\n",
        "-2.5,'+84\r\n",
        ",a;b\r\n",
        "-,\"-2,5\",'-1+cmd|'/C calc'!A1\r\n",
    ]
