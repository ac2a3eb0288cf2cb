"""What makes a PDF/A-2a file of WeasyPrint a PDF/UA-1 file as well."""

from typing import Any

from reports.rendering.artefacts import mark_running_text

# The statement that it is one. PDF/A allows an XMP property outside its own list only with a schema that describes it,
# so both are written.
STATEMENT = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 the file keeps to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = "</rdf:RDF>"


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher, called on the complete file just before it is written."""
    mark_running_text(pdf)
    declare_pdfua(pdf)


def declare_pdfua(pdf: Any) -> None:
    """Write the statement into the RDF block that is already there.

    ``xmp_metadata=`` will not do: it appends a second RDF block, which validators ignore (LAB 3).
    """
    for item in pdf.objects:
        if getattr(item, "extra", None) and item.extra.get("Type") == "/Metadata":
            before, end, after = item.stream[0].decode().partition(END)
            item.stream = [(before + STATEMENT + end + after).encode()]
