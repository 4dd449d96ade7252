"""Why slides cannot be brought: a class, a stable code, one kind sentence."""

from __future__ import annotations

from typing import Any, ClassVar


class CannotBring(Exception):
    """The slides were not brought, and nothing was changed. `facts` fill the {names} of the sentence."""

    code: ClassVar[str] = "slides.error"
    says: ClassVar[str] = "These slides could not be brought."

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.says.format(**facts))


class NoFile(CannotBring):
    code = "slides.missing"
    says = "Choose a PDF first."


class NoSuchFile(CannotBring):
    code = "slides.unreadable"
    says = "The file {file} cannot be read. Check its name and its permissions."


class NotPdf(CannotBring):
    code = "slides.not-pdf"
    says = "This is not a PDF, or it is damaged. Export your slides as PDF once more, and bring that file."


class Locked(CannotBring):
    code = "slides.locked"
    says = "This PDF is locked with a password. Save a copy without one, and bring that."


class NoPages(CannotBring):
    code = "slides.empty"
    says = "There is no page in this PDF."


class TooLarge(CannotBring):
    code = "slides.too-large"
    says = "A file can have at most 20 MB. Export it with smaller pictures, or as two files."


class TooManyPages(CannotBring):
    code = "slides.too-many-pages"
    says = "This PDF has {pages} pages; at most {most} can be brought at once. Export it in parts."


class PageTooLarge(CannotBring):
    code = "slides.page-too-large"
    says = "Page {page} is larger than any screen. Set it to the size of a slide, and export the PDF once more."


class PictureTooLarge(CannotBring):
    code = "slides.picture-too-large"
    says = "There is a picture of more than {megapixels} megapixels. Export the PDF with smaller pictures."


class TooMuch(CannotBring):
    """The child ran out of time or memory, or fell over what it read."""

    code = "slides.too-much"
    says = "This file takes more time or memory than slides should. Export it once more, with simpler pictures."


class NotPptx(CannotBring):
    code = "notes.not-pptx"
    says = "The second file is not a PowerPoint file (.pptx). Save it as one, or bring the PDF alone."


class NotesTooMuch(CannotBring):
    code = "notes.too-much"
    says = "The PowerPoint file unpacks to more than slides should. Save it once more, or bring the PDF alone."


class NameTaken(CannotBring):
    code = "slides.name-taken"
    says = "There is a deck called {name} already, and it did not come from a PDF. Give the file another name."


class EditedMeanwhile(CannotBring):
    code = "slides.edited-meanwhile"
    says = "The deck was saved while its pages were being read, so nothing was changed. Bring the file once more."


class NoRoom(CannotBring):
    code = "slides.no-room"
    says = "With these pages the deck would be longer than a deck may be. Shorten it, or bring fewer pages."


class SlidesBusy(CannotBring):
    code = "slides.busy"
    says = "Other slides are being read at this moment. Wait until they are a deck, then send these once more."


class CannotSave(CannotBring):
    code = "slides.not-saved"
    says = "The slides could not be saved: the disk is full or not writable. Nothing was changed."


REFUSALS: dict[str, type[CannotBring]] = {kind.code: kind for kind in CannotBring.__subclasses__()}
"""Every refusal by its code, which is how a child tells its parent."""
