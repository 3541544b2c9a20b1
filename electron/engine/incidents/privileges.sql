-- Of each finding the strongest reason to call somebody on its own records privileged: root, a person or role that the evidence shows
-- being given rights over others or using them, a role with "admin" in its name.
WITH
granting AS (
  SELECT action_key, event_action FROM actions
  WHERE (event_dataset LIKE 'aws.%' AND event_action IN ('AttachUserPolicy', 'AttachRolePolicy'))
    OR event_action IN ('user.account.privilege.grant', 'user.session.access_admin_app', 'Add member to role', 'Add member to role.')
),
granted AS (
  SELECT
    CASE
      WHEN g.event_action IN ('AttachUserPolicy', 'AttachRolePolicy')
        THEN regexp_extract(f.event_detail, '"(?:user|role)Name":\s*"([^"]+)"', 1)
      WHEN g.event_action = 'user.session.access_admin_app' THEN u.user_name
      ELSE f.resource_name
    END AS user_name,
    CASE
      WHEN g.event_action IN ('AttachUserPolicy', 'AttachRolePolicy') THEN 'given AdministratorAccess'
      WHEN g.event_action = 'user.account.privilege.grant' THEN 'given an administrator role in Okta'
      WHEN g.event_action = 'user.session.access_admin_app' THEN 'opens the Okta Admin Console'
      ELSE 'given a role of administrators in Entra ID'
    END AS what
  FROM event_facts f
  JOIN granting g ON g.action_key = f.action_key
  LEFT JOIN users u ON u.user_key = f.user_key
  WHERE f.event_outcome = 'success'
    AND (g.event_action NOT IN ('AttachUserPolicy', 'AttachRolePolicy') OR f.event_detail LIKE '%:policy/AdministratorAccess"%')
    AND (g.event_action NOT LIKE 'Add member to role%' OR f.event_detail ILIKE '%admin%')
),
administrators AS (
  SELECT lower(user_name) AS user_name, min(what) AS what FROM granted WHERE user_name <> '' GROUP BY lower(user_name)
),
reasons AS (
  SELECT member_id, 1 AS rank, 'root' AS label, 5 AS points FROM incident_facts
  WHERE member_kind = 'finding' AND is_own AND user_type = 'Root'
  UNION ALL
  SELECT n.member_id, 2, a.user_name || ', ' || a.what || ' in this evidence', 5
  FROM (
    SELECT DISTINCT member_id, unnest([person, lower(user_name)]) AS user_name FROM incident_facts
    WHERE member_kind = 'finding' AND is_own
  ) n
  JOIN administrators a ON a.user_name = n.user_name
  UNION ALL
  SELECT member_id, 3, 'the role ' || regexp_extract(role_arn, '([^/]+)$', 1), 3 FROM incident_facts
  WHERE member_kind = 'finding' AND is_own AND regexp_extract(role_arn, '([^/]+)$', 1) ILIKE '%admin%'
)
SELECT member_id AS finding_id, arg_min(label, {rank: rank, label: label}) AS label, arg_min(points, {rank: rank, label: label}) AS points
FROM reasons
GROUP BY member_id
