"""Does the work of a mail. Knows nothing of brokers: a Celery task and a command call it alike."""

import logging
from contextlib import suppress
from smtplib import (
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.core.mail import EmailMessage, get_connection

from portfolios.actions import mails
from portfolios.actions.notices import who_may_be_told
from portfolios.models import Mail

logger = logging.getLogger(__name__)

# Answers by which a mail server says that it did not take the mail. Anything else, once it may have it, says nothing.
REFUSALS = (SMTPRecipientsRefused, SMTPResponseException, SMTPNotSupportedError)
LONGEST_ANSWER = 300


def prepare() -> list[int]:
    """Make mails of the notices that are due and give up what is lost. The ids of the mails to be sent now."""
    mails.compose_due()
    mails.give_up()
    return list(mails.due().values_list("pk", flat=True))


def deliver(mail_id: int) -> bool:
    """Claim a mail and give it to the mail server. True when the server took it in this call.

    False when the mail is not to be had (sent, failed, not due yet, or with another worker), or when it could not be
    sent; the row then says why. Safe to call twice and at the same time. Takes as long as the mail server does.
    """
    token = mails.claim(mail_id)
    if token is None:
        return False
    mail = Mail.objects.select_related("footprint", "attachment").get(pk=mail_id)
    if mail.user_id and not who_may_be_told(mail.footprint, {mail.user_id}):
        nobody = mails.NOBODY.format(address=mail.address, footprint=mail.footprint)
        mails.fail(mail_id, token, nobody, is_certain=True)
        return False
    is_handed_over = False
    connection = get_connection()
    try:
        message = message_of(mail)
        message.message()  # what cannot be written down fails before the server has anything
        connection.open()
        is_handed_over = mails.hand_over(mail_id, token)
        if not is_handed_over:
            logger.warning("Mail %s: taken over by another worker before it was handed over", mail_id)
            return False
        connection.send_messages([message])
    except Exception as error:
        # Whatever it is, the row must say so.
        logger.warning("Mail %s, attempt %s: %r", mail_id, mail.attempts, error)
        if is_handed_over and not isinstance(error, REFUSALS):
            mails.lose_sight(mail_id, token)
        else:
            mails.fail(mail_id, token, in_words(error, mail), is_certain=is_certain(error))
        return False
    else:
        return mails.sent(mail_id, token)
    finally:
        # Only now: a mail server that is slow to say goodbye has the mail all the same.
        with suppress(OSError):
            connection.close()


def message_of(mail: Mail) -> EmailMessage:
    """The mail as it goes out: plain text, with the number it keeps, and marked so that no machine answers it."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMessage(subject=mail.subject, body=mail.body, to=[mail.address], headers=headers)
    if mail.attachment:
        message.attach(mail.attachment.name, bytes(mail.attachment.content), mail.attachment.media_type)
    return message


def is_certain(error: Exception) -> bool:
    """Whether the mail server refused this reader or this mail for good (a code of 5xx); not that it refused us."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def in_words(error: Exception, mail: Mail) -> str:
    """What went wrong with ``mail``, for people: where, the server's answer, and what to do where it is known."""
    if isinstance(error, SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        cure = (
            "Check it on the People page."
            if mail.user_id
            else "Correct it on the page of who was sent the paper."
        )
        return f"The mail server refused the address: {code} {_readable(answer)} {cure}"
    if isinstance(error, SMTPResponseException):
        return f"The mail server refused the mail: {error.smtp_code} {_readable(error.smtp_error)}"
    why = str(error) or type(error).__name__
    if isinstance(error, OSError) and not isinstance(error, SMTPNotSupportedError):
        return f"The mail server could not be reached: {_readable(error.strerror or why)}"
    return f"The mail could not be sent: {_readable(why)}"


def _readable(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_ANSWER]
    return line if line.endswith((".", "!", "?")) else f"{line}."
