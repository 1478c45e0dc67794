package dev.stowage.gateway;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
