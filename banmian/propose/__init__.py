"""On top of the stages: propose where frames could stand."""
