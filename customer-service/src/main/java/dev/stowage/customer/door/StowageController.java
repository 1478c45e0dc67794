package dev.stowage.customer.door;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.folder.Folders;
import dev.stowage.customer.session.Caller;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.protocol.customer.AccountClosing;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.ClosingRequest;
import dev.stowage.protocol.customer.FileBlocks;
import dev.stowage.protocol.customer.FileHealth;
import dev.stowage.protocol.customer.FileVersions;
import dev.stowage.protocol.customer.FolderListing;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.ReplaceRequest;
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SessionList;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.customer.SupplierCandidates;
import dev.stowage.protocol.customer.SupplierList;
import dev.stowage.protocol.customer.SupplierReplaced;
import dev.stowage.protocol.door.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Whatever customers ask for, but for the bodies of files.
@RestController
class StowageController implements StowageApi {

    private final Supplier<Storehouse> storehouse;
    private final TrustedProxies proxies;
    private final HttpServletRequest request;

    /// @param request stands for the one that is being served
    StowageController(
            Supplier<Storehouse> storehouse, TrustedProxies proxies, HttpServletRequest request) {
        this.storehouse = storehouse;
        this.proxies = proxies;
        this.request = request;
    }

    @Override
    public Registered register(RegisterRequest wish) {
        return storehouse.get().register().register(wish);
    }

    @Override
    public SessionOpened openSession(SessionRequest login) {
        return storehouse.get().sessions().open(login, caller());
    }

    @Override
    public SessionList sessions(String authorization) {
        return storehouse.get().sessions().list(authorization, caller());
    }

    @Override
    public void endSession(String authorization, UUID id) {
        storehouse.get().sessions().end(authorization, caller(), id);
    }

    @Override
    public void endSessions(String authorization, boolean others) {
        storehouse.get().sessions().endAll(authorization, caller(), others);
    }

    @Override
    public AccountView account(String authorization) {
        return storehouse.get().space().account(authenticate(authorization));
    }

    @Override
    public void changePassword(String authorization, PasswordChange change) {
        storehouse
                .get()
                .passwords()
                .change(authenticate(authorization), change, caller().network());
    }

    @Override
    public Rotated rotate(String authorization, RotationRequest wish) {
        return storehouse.get().keys().rotate(authenticate(authorization), wish, caller());
    }

    @Override
    public AccountClosing close(String authorization, ClosingRequest request) {
        return storehouse
                .get()
                .closer()
                .close(authenticate(authorization), request, caller().network());
    }

    @Override
    public AccountClosing keep(String authorization) {
        return storehouse.get().closer().keep(authenticate(authorization));
    }

    @Override
    public SupplierList suppliers(String authorization) {
        return storehouse.get().space().suppliers(authenticate(authorization));
    }

    @Override
    public SupplierCandidates candidates(String authorization, int position) {
        return storehouse.get().replacements().candidates(authenticate(authorization), position);
    }

    @Override
    public SupplierReplaced replace(String authorization, int position, ReplaceRequest wish) {
        return storehouse.get().replacements().replace(authenticate(authorization), position, wish);
    }

    @Override
    public SpaceView space(String authorization) {
        return storehouse.get().space().space(authenticate(authorization));
    }

    @Override
    public FolderListing list(
            String authorization,
            String path,
            @Nullable String after,
            @Nullable Integer limit,
            boolean recursive) {
        return Folders.list(
                authenticate(authorization), RequestPath.folder(path), after, limit, recursive);
    }

    @Override
    public FileHealth health(String authorization, String path) {
        OpenAccount account = authenticate(authorization);
        return storehouse
                .get()
                .health()
                .health(
                        account,
                        storehouse.get().download().resolve(account, RequestPath.file(path)));
    }

    @Override
    public FileBlocks blocks(String authorization, String path) {
        OpenAccount account = authenticate(authorization);
        return storehouse
                .get()
                .health()
                .blocks(storehouse.get().download().resolve(account, RequestPath.file(path)));
    }

    @Override
    public FileVersions versions(String authorization, String path) {
        return Folders.versions(authenticate(authorization), RequestPath.file(path));
    }

    private OpenAccount authenticate(String authorization) {
        return storehouse.get().sessions().authenticate(authorization, caller());
    }

    private Caller caller() {
        return Callers.of(request, proxies);
    }
}
