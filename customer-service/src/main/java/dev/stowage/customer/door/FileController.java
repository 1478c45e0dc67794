package dev.stowage.customer.door;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.customer.door.ByteRange.Outside;
import dev.stowage.customer.door.ByteRange.Part;
import dev.stowage.customer.door.ByteRange.Whole;
import dev.stowage.customer.download.Content;
import dev.stowage.customer.download.Download;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.storehouse.Storehouse;
import dev.stowage.customer.upload.Body;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.door.TrustedProxies;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Files: their bodies are streamed in and out.
@RestController
@RequestMapping(StowageApi.FILES + "**")
class FileController {

    private static final Logger LOG = LoggerFactory.getLogger(FileController.class);

    private final Supplier<Storehouse> storehouse;
    private final TrustedProxies proxies;

    FileController(Supplier<Storehouse> storehouse, TrustedProxies proxies) {
        this.storehouse = storehouse;
        this.proxies = proxies;
    }

    @PutMapping
    void put(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FilePath path = path(request);
        RequestVersion.requireNone(request);
        FileWish wish = RequestWish.of(request);
        OpenAccount account = authenticate(request);
        long length = request.getContentLengthLong();
        Body body =
                new Body(
                        request.getInputStream(),
                        length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
                        ReprDigest.parse(request.getHeader(ReprDigest.HEADER)));
        Committed committed =
                storehouse.get().upload().upload(account, path, wish, Conditions.of(request), body);
        describe(committed, response);
        HttpStatus status = committed.before().isPresent() ? HttpStatus.OK : HttpStatus.CREATED;
        response.setStatus(status.value());
    }

    // Spring answers HEAD by the same method.
    @GetMapping
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        FilePath path = path(request);
        Optional<FileVersion> version = RequestVersion.find(request);
        OpenAccount account = authenticate(request);
        Download download = storehouse.get().download();
        FileEntry file =
                version.isPresent()
                        ? download.resolve(account, path, version.get())
                        : download.resolve(account, path);
        if (isKnown(request, path, file)) {
            describe(file, response);
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        switch (range(request, file)) {
            case Whole _ -> send(request, response, account, file, new Part(0, file.size()));
            case Part part -> {
                response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
                response.setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(file.size()));
                send(request, response, account, file, part);
            }
            case Outside _ -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
                throw new Fault(
                                FaultCode.RANGE_NOT_SATISFIABLE,
                                "the file has %d bytes, asked for was %s"
                                        .formatted(
                                                file.size(), request.getHeader(HttpHeaders.RANGE)))
                        .with("size", file.size());
            }
        }
    }

    @DeleteMapping
    void delete(HttpServletRequest request, HttpServletResponse response) {
        FilePath path = path(request);
        Optional<FileVersion> version = RequestVersion.find(request);
        OpenAccount account = authenticate(request);
        Precondition conditions = Conditions.of(request);
        Proposal proposal =
                version.isPresent()
                        ? new Proposal.Disposal(path, conditions, version.get())
                        : new Proposal.Removal(path, conditions, Seen.now(account, path));
        tell(storehouse.get().commits().commit(account, proposal), response);
        response.setStatus(HttpStatus.NO_CONTENT.value());
    }

    /// Brings a kept version back.
    @PostMapping
    void restore(HttpServletRequest request, HttpServletResponse response) {
        FilePath path = path(request);
        FileVersion version = RequestVersion.require(request);
        OpenAccount account = authenticate(request);
        Proposal proposal = new Proposal.Restoration(path, Conditions.of(request), version);
        describe(storehouse.get().commits().commit(account, proposal), response);
    }

    /// Whether the client says that it has this version; If-Match must hold in any case.
    private static boolean isKnown(HttpServletRequest request, FilePath path, FileEntry file) {
        Precondition conditions = Conditions.of(request);
        new Precondition(conditions.match(), Optional.empty()).require(path, Optional.of(file));
        return conditions.noneMatch().filter(tags -> tags.mean(file)).isPresent();
    }

    private static ByteRange range(HttpServletRequest request, FileEntry file) {
        String onlyFor = request.getHeader(HttpHeaders.IF_RANGE);
        return onlyFor == null || onlyFor.strip().equals(file.version().entityTag())
                ? ByteRange.parse(request.getHeader(HttpHeaders.RANGE), file.size())
                : new Whole();
    }

    private void send(
            HttpServletRequest request,
            HttpServletResponse response,
            OpenAccount account,
            FileEntry file,
            Part part)
            throws IOException {
        boolean bodiless = request.getMethod().equals("HEAD");
        try (Content content =
                storehouse
                        .get()
                        .download()
                        .download(account, file, part.from(), bodiless ? part.from() : part.to())) {
            Optional<ByteBuffer> bytes = content.next();
            describe(file, response);
            response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(part.to() - part.from());
            if (!bodiless) {
                write(request, response.getOutputStream(), content, bytes);
            }
        }
    }

    private static void write(
            HttpServletRequest request,
            OutputStream out,
            Content content,
            Optional<ByteBuffer> first)
            throws IOException {
        Optional<ByteBuffer> bytes = first;
        while (bytes.isPresent()) {
            ByteBuffer some = bytes.get();
            out.write(some.array(), some.arrayOffset() + some.position(), some.remaining());
            try {
                bytes = content.next();
            } catch (RuntimeException failure) {
                LOG.warn("a download is cut after its first bytes: {}", failure.getMessage());
                CutConnectionValve.cut(request);
                return;
            }
        }
        out.flush();
    }

    private static void describe(Committed committed, HttpServletResponse response) {
        committed.after().ifPresent(file -> describe(file, response));
        tell(committed, response);
    }

    private static void tell(Committed committed, HttpServletResponse response) {
        committed
                .kept()
                .ifPresent(
                        version -> response.setHeader(StowageApi.KEPT_VERSION, version.toString()));
        committed
                .dropped()
                .ifPresent(
                        version ->
                                response.setHeader(StowageApi.DROPPED_VERSION, version.toString()));
    }

    private static void describe(FileEntry file, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, file.version().entityTag());
        response.setHeader(ReprDigest.HEADER, ReprDigest.format(file.content()));
        response.setDateHeader(HttpHeaders.LAST_MODIFIED, file.modified().toEpochMilli());
    }

    private static FilePath path(HttpServletRequest request) {
        return RequestPath.file(request.getRequestURI(), StowageApi.FILES);
    }

    private OpenAccount authenticate(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return storehouse
                .get()
                .sessions()
                .authenticate(
                        Optional.ofNullable(authorization).orElse(""),
                        Callers.of(request, proxies));
    }
}
