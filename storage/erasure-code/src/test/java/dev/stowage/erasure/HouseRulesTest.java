package dev.stowage.erasure;

import dev.stowage.verification.architecture.HouseRules;

class HouseRulesTest implements HouseRules {}
