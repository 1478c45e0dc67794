package dev.stowage.cluster;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
