package dev.stowage.verification.benchmarks;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
