"""What PDF/UA-1 wants and WeasyPrint does not write: the scope of header cells, the tree of their ids, and for an archive copy
(PDF/A-3a) the mark of PDF/UA beside that of PDF/A.

One pass over the finished file, with the same bytes for the same file. It is checked with page-validation and with tests
of the structure; that is no certificate.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

__all__ = ["completed"]

_UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description><rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>"""


def completed(content: bytes) -> bytes:
    """`content` (a tagged PDF of WeasyPrint) with scopes, ids and marks completed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        ids = []
        for cell, section in _header_cells(pdf.Root.StructTreeRoot.K):
            attributes = cell.get("/A", pikepdf.Dictionary(O=pikepdf.Name.Table))
            attributes.Scope = pikepdf.Name.Column if section == "/THead" else pikepdf.Name.Row
            cell.A = attributes
            if "/ID" in cell:
                ids.append((bytes(cell.ID), cell))
        if ids:
            pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(_id_tree(sorted(ids, key=lambda pair: pair[0])))
        _mark(pdf)
        archive = "/AF" in pdf.Root
        if archive:
            _once(pdf)
            _plain_ends(pdf)
        out = io.BytesIO()
        # Object streams are compressed on writing, so that their last byte could not be seen to beforehand.
        streams = pikepdf.ObjectStreamMode.disable if archive else pikepdf.ObjectStreamMode.preserve
        level = pikepdf.StreamDecodeLevel.none if archive else pikepdf.StreamDecodeLevel.generalized
        pdf.save(out, deterministic_id=True, fix_metadata_version=False, object_stream_mode=streams, stream_decode_level=level, compress_streams=not archive)
        return out.getvalue()


def _header_cells(node: Any, section: str = "") -> Iterator[tuple[Any, str]]:
    """Every TH below `node`, with the section of the table that it stands in."""
    import pikepdf

    waiting = [(node, section)]
    while waiting:
        one, where = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend((child, where) for child in one)
        elif isinstance(one, pikepdf.Dictionary):
            kind = str(one.get("/S", ""))
            where = kind if kind in {"/THead", "/TBody", "/TFoot"} else where
            if kind == "/TH":
                yield one, where
            if "/K" in one:
                waiting.append((one.K, where))


def _id_tree(ids: list[tuple[bytes, Any]]) -> Any:
    """A name tree of one leaf, its names in order."""
    import pikepdf

    names = [entry for name, cell in ids for entry in (pikepdf.String(name), cell)]
    limits = pikepdf.Array([pikepdf.String(ids[0][0]), pikepdf.String(ids[-1][0])])
    return pikepdf.Dictionary(Kids=pikepdf.Array([pikepdf.Dictionary(Names=pikepdf.Array(names), Limits=limits)]))


def _mark(pdf: "pikepdf.Pdf") -> None:
    """PDF/UA-1 in the metadata, described as PDF/A asks, where only PDF/A is named."""
    metadata = pdf.Root.Metadata.read_bytes()
    if b"pdfuaid:part" not in metadata:
        pdf.Root.Metadata.write(metadata.replace(b"</rdf:RDF>", _UA_SCHEMA + b"</rdf:RDF>"))


def _once(pdf: "pikepdf.Pdf") -> None:
    """Every attachment once in the list of associated files."""
    import pikepdf

    pdf.Root.AF = pikepdf.Array(list({entry.objgen: entry for entry in pdf.Root.AF}.values()))


def _plain_ends(pdf: "pikepdf.Pdf") -> None:
    """Streams that end in a line break in hexadecimal: a checker cannot tell their last byte from the break before `endstream`."""
    import pikepdf

    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and (raw := stream.read_raw_bytes())[-1:] in (b"\r", b"\n"):
            filters = stream.get("/Filter", pikepdf.Array())
            under = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
            given = stream.get("/DecodeParms")
            below = [] if given is None else list(given) if isinstance(given, pikepdf.Array) else [given]
            stream.write(
                raw.hex().encode() + b">", filter=pikepdf.Array([pikepdf.Name.ASCIIHexDecode, *under]),
                decode_parms=pikepdf.Array([None, *below]) if below else None,
            )
