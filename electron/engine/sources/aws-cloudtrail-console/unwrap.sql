SELECT
  evidence_id,
  record,
  NULL::VARCHAR AS inside,
  NULL::VARCHAR AS wrapping,
  concat_ws('; ',
    'resource type: ' || o."Resource type",
    CASE WHEN local IS NOT NULL THEN 'the time names no offset and is taken as UTC: ' || o."Event time" END) AS note,
  {
    'eventTime': coalesce(
      strftime(zoned AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), strftime(local, '%Y-%m-%dT%H:%M:%S.%fZ'), o."Event time"),
    'eventSource': o."Event source",
    'eventName': o."Event name",
    'eventID': o."Event ID",
    'awsRegion': coalesce(o."AWS region", o.Region),
    'sourceIPAddress': o."Source IP address",
    'userAgent': o."User agent",
    'errorCode': o."Error code",
    'errorMessage': o."Error message",
    'readOnly': lower(coalesce(o."Read-only", o."Read only")),
    'recipientAccountId': o."Recipient account ID",
    -- Whether a sign-in succeeded stands in the response, which this table does not have.
    'responseElements': {
      'ConsoleLogin': CASE
        WHEN list_contains(['ConsoleLogin', 'CheckMfa', 'SwitchRole', 'ExitRole', 'RenewRole', 'GetSigninToken'], o."Event name")
          AND coalesce(o."Error code", o."Error message") IS NULL THEN 'unknown'
      END
    },
    'resources': [{'ARN': o."Resource name"}],
    'userIdentity': {
      'accessKeyId': coalesce(o."AWS access key ID", o."AWS access key", o."Access key ID"),
      'userName': o."User name"
    }
  } AS o
FROM (
  SELECT
    *,
    -- 2024-05-01T10:00:00Z, or as the page shows it: May 01, 2024, 12:00:00 (UTC+02:00).
    coalesce(
      CASE WHEN regexp_full_match(o."Event time", '\d{4}-\d\d-\d\d[T ][0-9:.]+(?:Z|[+-]\d\d:?\d\d)')
        THEN TRY_CAST(o."Event time" AS TIMESTAMPTZ) END,
      try_strptime(regexp_replace(o."Event time", ' \(UTC([+-]\d\d):?(\d\d)\)$', ' \1\2'), '%B %d, %Y, %H:%M:%S %z')
    ) AS zoned,
    try_strptime(o."Event time", [
      '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d, %I:%M:%S %p', '%B %d, %Y, %H:%M:%S', '%B %d, %Y, %I:%M:%S %p'
    ]) AS local
  FROM raw
) AS timed
