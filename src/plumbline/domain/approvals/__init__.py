"""Approvals of objectives: of whom they were asked, and what each of them answered.

The rows alone. Who is asked, and who may answer, is said where objectives are: in
`okrs.selectors.approvers`, `okrs.services.approval_asking` and `okrs.services.approving`.
"""
