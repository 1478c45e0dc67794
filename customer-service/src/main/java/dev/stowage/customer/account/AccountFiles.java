package dev.stowage.customer.account;

import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.AccountFile;
import dev.stowage.format.account.AccountFileReader;
import dev.stowage.format.account.UnreadableAccountFileException;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.run.RunCodec;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.gather.Gather;
import dev.stowage.transfer.token.AccountAccess;
import dev.stowage.transfer.token.AccountTokens;
import java.util.Optional;

/// Brings account files from the suppliers.
public final class AccountFiles {

    private final Gather gather;
    private final Coders coders;
    private final Workers workers;

    public AccountFiles(Gather gather, Coders coders, Workers workers) {
        this.gather = gather;
        this.coders = coders;
        this.workers = workers;
    }

    /// The account file that a head names.
    ///
    /// @param known an older one: only what is newer is read
    /// @throws Fault `account-file-damaged`, `too-few-fragments`
    public AccountFile read(
            AccountHead head, AccountKeys keys, AccountTokens tokens, Optional<AccountFile> known) {
        try {
            return coders.codeHere(
                    codec -> {
                        AccountFileReader reader = reader(head, keys, tokens, codec);
                        BlockReference first = head.accountFile();
                        return known.map(file -> readNewer(reader, file, first))
                                .orElseGet(() -> reader.read(first));
                    });
        } catch (UnreadableAccountFileException damaged) {
            throw new Fault(
                            FaultCode.ACCOUNT_FILE_DAMAGED,
                            "the account file of head %d of account %s cannot be read: %s"
                                    .formatted(
                                            head.version(), head.account(), damaged.getMessage()),
                            damaged)
                    .with("account", head.account().value())
                    .with("version", head.version());
        }
    }

    /// What a joint has replaced is there for a day at least: who comes later reads it all.
    private static AccountFile readNewer(
            AccountFileReader reader, AccountFile known, BlockReference first) {
        try {
            return reader.readNewer(known, first);
        } catch (UnreadableAccountFileException otherBranch) {
            return reader.read(first);
        } catch (Fault fault) {
            if (fault.code() == FaultCode.TOO_FEW_FRAGMENTS) {
                return reader.read(first);
            }
            throw fault;
        }
    }

    private AccountFileReader reader(
            AccountHead head, AccountKeys keys, AccountTokens tokens, RunCodec codec) {
        return new AccountFileReader(
                head.account(),
                keys.accountFileKey(),
                codec,
                new LinkFetcher(
                        gather,
                        workers,
                        head.accountFileLayout(),
                        head.recordKey(),
                        new AccountAccess(tokens, head.holders())));
    }
}
