# NOT EXERCISED: written by Conan 2's documentation. From the repository's root:
#   conan create engine/packaging
import os
import re

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class Tapestry(ConanFile):
    name = "tapestry"
    license = "MIT"
    description = "Real-time blur of any shape by a few dozen texture reads"
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "fPIC": [True, False], "fit": [True, False]}
    default_options = {"shared": False, "fPIC": True, "fit": False}
    implements = ["auto_shared_fpic"]

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..")

    def set_version(self):
        header = load(self, os.path.join(self._root, "engine", "include", "tapestry", "version.h"))
        self.version = re.search(r'VERSION_STRING "([0-9.]+)"', header).group(1)

    def export_sources(self):
        for name in ("CMakeLists.txt", "LICENSE", "engine/*", "shaders/*", "offline/*", "assets/tables/*"):
            copy(self, name, self._root, self.export_sources_folder)

    def requirements(self):
        self.requires("glm/[>=0.9.9]", transitive_headers=True)
        if self.options.fit:
            self.requires("eigen/[>=3.4]")
            self.requires("nlohmann_json/[>=3.11]")
            self.requires("stb/[*]")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["TAPESTRY_BUILD_FIT"] = bool(self.options.fit)
        for part in ("FIT_PROGRAM", "VIEWER", "TESTS"):
            toolchain.cache_variables[f"TAPESTRY_BUILD_{part}"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # The package has a configuration of its own for CMake, with all its targets.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs.append(os.path.join("lib", "cmake", "tapestry"))
