"""Triggers, per dialect: what the database refuses whoever asks, and the figures it keeps."""
