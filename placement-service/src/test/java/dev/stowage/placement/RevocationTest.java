package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.placement.registry.Roster;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeartbeatAnswer;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.protocol.placement.ServicePage;
import dev.stowage.protocol.placement.ServiceRole;
import dev.stowage.protocol.placement.ServiceView;
import dev.stowage.protocol.token.RevocationList;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services that an operator turns out, over HTTP.
class RevocationTest {

    @TempDir Path data;

    @Test
    void aRevokedServiceIsRefusedAtOnceAndForEver() throws Exception {
        SigningKey key = House.newKey();
        String token;
        UUID service;
        ServiceView revoked;
        try (House house = House.open(data)) {
            Joined joined = house.join(key, ServiceRole.CUSTOMER, House.BOOTSTRAP_CODE);
            service = joined.service();
            token = House.serviceToken(joined, key);
            assertThat(house.api().renewCertificate(token).service()).isEqualTo(service);
            assertThat(list(house).services()).isEmpty();

            revoked = house.servicesApi().revoke(house.operator(), service);
            assertThat(revoked.revokedAt()).isNotNull();
            requireRefused(house, token, key);
            assertThat(house.servicesApi().revoke(house.operator(), service)).isEqualTo(revoked);
            assertThat(list(house).revision()).isEqualTo(1);
        }
        try (House house = House.open(data)) {
            requireRefused(house, token, key);
            assertThat(list(house).services()).containsExactly(service);
            assertThat(house.servicesApi().revoke(house.operator(), service).revokedAt())
                    .isEqualTo(revoked.revokedAt());
        }
    }

    private static void requireRefused(House house, String token, SigningKey key) {
        Faults.assertFault(FaultCode.TOKEN_REFUSED, () -> house.api().renewCertificate(token));
        Faults.assertFault(
                FaultCode.FORBIDDEN,
                () -> house.join(key, ServiceRole.CUSTOMER, House.BOOTSTRAP_CODE));
        assertThat(house.api().renewCertificate(house.customer())).isNotNull();
    }

    private static RevocationList list(House house) {
        return RevocationList.verify(
                house.api().revoked(house.customer()).revocations(),
                placementKey(house),
                Clock.systemUTC());
    }

    private static VerifyingKey placementKey(House house) {
        return house.joinedCustomer().placementKey();
    }

    @Test
    void heartbeatsTellHowManyAndARevokedSupplierCountsAsGone() throws Exception {
        try (House house = House.open(data)) {
            List<FakeSupplier> suppliers = house.joinSuppliers(3, 1);
            assertThat(revision(house, suppliers.get(0).beat())).isZero();
            FakeSupplier turnedOut = suppliers.get(2);
            Roster roster = house.bean(Roster.class);
            long changes = roster.changes();
            assertThat(roster.isAlive(roster.get(turnedOut.id()))).isTrue();

            house.servicesApi().revoke(house.operator(), turnedOut.id().value());

            assertThat(revision(house, suppliers.get(0).beat())).isEqualTo(1);
            Faults.assertFault(FaultCode.TOKEN_REFUSED, turnedOut::beat);
            assertThat(roster.isAlive(roster.get(turnedOut.id()))).isFalse();
            assertThat(roster.changes()).isGreaterThan(changes);
        }
    }

    private static long revision(House house, HeartbeatAnswer answer) {
        RevocationList said =
                RevocationList.verify(answer.revocations(), placementKey(house), Clock.systemUTC());
        assertThat(said.services()).as("a heartbeat names nobody").isNull();
        return said.revision();
    }

    @Test
    void onlyOperatorsSeeAndRevokeServices() throws Exception {
        try (House house = House.open(data)) {
            UUID customer = house.joinedCustomer().service();
            Faults.assertFault(
                    FaultCode.TOKEN_REFUSED,
                    () -> house.servicesApi().revoke(house.customer(), customer));
            Faults.assertFault(
                    FaultCode.TOKEN_REFUSED,
                    () -> house.servicesApi().services(house.customer(), null, null));
            String operator = house.operator();
            Faults.assertFault(
                    FaultCode.NOT_FOUND,
                    () -> house.servicesApi().revoke(operator, UUID.randomUUID()));
        }
    }

    @Test
    void servicesArePaged() throws Exception {
        try (House house = House.open(data)) {
            house.joinSuppliers(4, 1);
            String operator = house.operator();
            List<ServiceView> seen = new ArrayList<>();
            UUID after = null;
            do {
                ServicePage page = house.servicesApi().services(operator, after, 2);
                assertThat(page.services()).hasSizeLessThanOrEqualTo(2);
                seen.addAll(page.services());
                after = page.next();
            } while (after != null);
            assertThat(seen).doesNotHaveDuplicates().hasSize(5);
            assertThat(seen)
                    .filteredOn(each -> each.role() == ServiceRole.SUPPLIER)
                    .hasSize(4)
                    .allSatisfy(each -> assertThat(each.url()).isNotNull());
            for (int limit : new int[] {0, ServicePage.MAX_SERVICES + 1}) {
                Faults.assertFault(
                        FaultCode.INVALID_REQUEST,
                        () -> house.servicesApi().services(operator, null, limit));
            }
        }
    }
}
