package dev.stowage.verification.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// A name that a source declares.
///
/// @param type the type that is written before a variable or a method, or an empty text
/// @param line where it starts, counted from 1
/// @param length how many lines it takes
public record Declaration(
        Kind kind,
        String name,
        String type,
        int line,
        int length,
        boolean isPublic,
        boolean isDocumented,
        boolean isTopLevel) {

    /// What is declared.
    public enum Kind {
        PACKAGE,
        TYPE,
        METHOD,
        VARIABLE
    }

    static List<Declaration> allIn(CompilationUnitTree unit, DocTrees trees) {
        Scanner scanner = new Scanner(unit, trees);
        scanner.scan(unit, null);
        return List.copyOf(scanner.found);
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<Declaration> found = new ArrayList<>();

        Scanner(CompilationUnitTree unit, DocTrees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitPackage(PackageTree tree, @Nullable Void nothing) {
            note(Kind.PACKAGE, tree.getPackageName().toString(), "", tree, Set.of(Modifier.PUBLIC));
            return super.visitPackage(tree, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            note(Kind.TYPE, tree.getSimpleName().toString(), "", tree, flags(tree.getModifiers()));
            return super.visitClass(tree, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            note(
                    Kind.METHOD,
                    tree.getName().toString(),
                    text(tree.getReturnType()),
                    tree,
                    flags(tree.getModifiers()));
            return super.visitMethod(tree, null);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
            note(
                    Kind.VARIABLE,
                    tree.getName().toString(),
                    text(tree.getType()),
                    tree,
                    flags(tree.getModifiers()));
            return super.visitVariable(tree, null);
        }

        private static String text(@Nullable Tree type) {
            return type == null ? "" : type.toString();
        }

        private static Set<Modifier> flags(ModifiersTree modifiers) {
            return modifiers.getFlags();
        }

        private void note(Kind kind, String name, String type, Tree tree, Set<Modifier> flags) {
            long start = trees.getSourcePositions().getStartPosition(unit, tree);
            long end = trees.getSourcePositions().getEndPosition(unit, tree);
            int first = start < 0 ? 0 : (int) unit.getLineMap().getLineNumber(start);
            int last = end < 0 ? first : (int) unit.getLineMap().getLineNumber(end);
            boolean topLevel =
                    getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
            boolean documented = trees.getDocComment(getCurrentPath()) != null;
            found.add(
                    new Declaration(
                            kind,
                            name,
                            type,
                            first,
                            last - first + 1,
                            flags.contains(Modifier.PUBLIC),
                            documented,
                            topLevel));
        }
    }
}
