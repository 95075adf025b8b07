"""The document of a whole run as the programs of an office open it: complete, and every word of it in the PDF too."""

import shutil
import subprocess
from io import BytesIO

import pypdf
import pytest
from pdf_text import whole
from running import whole_run
from support import texts_of

from italib import thai

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return whole_run(tmp_path_factory.getbasetemp()).folder / "document"


def missing_from(said, document):
    """The texts of a document that a text does not say."""
    return [text for text in texts_of(document) if thai.key(text) not in said]


def converted(path, folder):
    """The PDF that LibreOffice makes of a file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    return pypdf.PdfReader(folder / f"{path.stem}.pdf")


def test_every_word_of_the_document_stands_in_the_pdf(folder, whole_document):
    reader = pypdf.PdfReader(BytesIO((folder / "annual.pdf").read_bytes()))
    assert missing_from(thai.key(whole(reader, running=False)), whole_document) == []
    assert len(reader.pages) > 20
    assert reader.metadata.title == whole_document.title


@needs_office
def test_libreoffice_opens_the_word_file_with_all_its_tables(folder, whole_document, tmp_path):
    reader = converted(folder / "annual.docx", tmp_path)
    said = thai.key("".join(page.extract_text() for page in reader.pages))
    assert len(reader.pages) > 20
    # Latin and digits: readers put the marks of Thai in another order.
    rows = [row for table in whole_document.tables for row in table.rows if row.role != "group"]
    codes = {cell for row in rows for cell in row.cells if isinstance(cell, str) and cell.isascii() and cell.isalnum()}
    assert len(codes) > 90
    assert [code for code in codes if thai.key(code) not in said] == []


@needs_office
def test_libreoffice_opens_the_workbook(folder, whole_document, tmp_path):
    reader = converted(folder / "annual.xlsx", tmp_path)
    assert len(reader.pages) > len(whole_document.tables)
