"""Benefits and ROI: what the success criteria brought in money against everything that the rollout cost."""
