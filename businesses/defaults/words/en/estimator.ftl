# Estimates that people make.

estimate-stored = We will prepare an estimate and write to you by { $by }.
draft-estimate = Hello! We have looked at your request and are preparing an estimate. Is there anything else we should take into account?
