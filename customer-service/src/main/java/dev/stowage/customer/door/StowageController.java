package dev.stowage.customer.door;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.folder.Folders;
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
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.customer.SupplierList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/// Whatever customers ask for, but for the bodies of files.
@RestController
class StowageController implements StowageApi {

    private final Supplier<Storehouse> storehouse;

    StowageController(Supplier<Storehouse> storehouse) {
        this.storehouse = storehouse;
    }

    @Override
    public Registered register(RegisterRequest request) {
        return storehouse.get().register().register(request);
    }

    @Override
    public SessionOpened openSession(SessionRequest request) {
        return storehouse.get().sessions().open(request);
    }

    @Override
    public AccountView account(String authorization) {
        return storehouse.get().space().account(authenticate(authorization));
    }

    @Override
    public void changePassword(String authorization, PasswordChange change) {
        storehouse.get().passwords().change(authenticate(authorization), change);
    }

    @Override
    public Rotated rotate(String authorization, RotationRequest request) {
        return storehouse.get().keys().rotate(authenticate(authorization), request);
    }

    @Override
    public AccountClosing close(String authorization, ClosingRequest request) {
        return storehouse.get().closer().close(authenticate(authorization), request);
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
        return storehouse.get().sessions().authenticate(authorization);
    }
}
