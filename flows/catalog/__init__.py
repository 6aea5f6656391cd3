"""The questions as data: one YAML file per section, `flow.yaml` for their order, `ko.po` for Korean."""
