package dev.stowage.verification.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// One Java file, parsed by the compiler but not resolved.
///
/// @param lines the text, line by line
/// @param declarations the types, methods, fields, parameters and variables that it declares, in
///   its order
public record Source(Path path, List<String> lines, List<Declaration> declarations) {

    static List<Source> parse(List<Path> paths) {
        if (paths.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    _ -> {},
                                    null,
                                    null,
                                    files.getJavaFileObjectsFromPaths(paths));
            DocTrees trees = DocTrees.instance(task);
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Path path = Path.of(unit.getSourceFile().toUri());
                sources.add(
                        new Source(path, Files.readAllLines(path), Declaration.allIn(unit, trees)));
            }
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isProduct() {
        return path.toString().replace('\\', '/').contains("/src/main/java/");
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }
}
