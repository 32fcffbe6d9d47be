"""The assessment as JSON; its schema is schemas/assessment.schema.json."""
