// CloudWatch Logs needs nothing from others.
#pragma once
