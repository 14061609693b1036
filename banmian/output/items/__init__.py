"""What stands on a page beside type: pictures, drawings, shadows, gradients."""
