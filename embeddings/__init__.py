"""Passages and questions become vectors, and vectors find their neighbours."""

import os

# ONNX Runtime keeps a record of what it did under the user's name and sends it to its makers,
# unless this is set before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
