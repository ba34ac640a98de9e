// What a Vulkan driver's compiler says of compute shaders:
//
//     tapestry-pipeline-statistics [--code FOLDER] FILE.spv ...
//
// Lines of fields with tabs between them: "driver", the GPU's name, the driver's version; then for each file
// and each of its statistics "file", the statistic's name, its number. With --code the machine code of each
// file, too, as FOLDER/FILE.isa.
//
// GL counts bindings of samplers, images, uniform and storage blocks each from 0, Vulkan all together: the
// files have them `bindings_of_kind` apart, in this order.
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::uint32_t bindings_of_kind = 32;
constexpr std::array kinds = {VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, VK_DESCRIPTOR_TYPE_STORAGE_IMAGE,
                              VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "tapestry-pipeline-statistics: %s\n", what.c_str());
    std::exit(1);
}

void check(VkResult result, const std::string& what) {
    if (result != VK_SUCCESS) fail(what + ": VkResult " + std::to_string(result));
}

template <class Struct>
Struct typed(VkStructureType type) {
    Struct value = {};
    value.sType = type;
    return value;
}

std::vector<std::uint32_t> read_words(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    if (!stream) fail(path.string() + " cannot be read");
    std::vector<std::uint32_t> words(bytes.size() / sizeof(std::uint32_t));
    bytes.copy(reinterpret_cast<char*>(words.data()), words.size() * sizeof(std::uint32_t));
    return words;
}

VkInstance create_instance() {
    auto application = typed<VkApplicationInfo>(VK_STRUCTURE_TYPE_APPLICATION_INFO);
    application.apiVersion = VK_API_VERSION_1_2;
    auto info = typed<VkInstanceCreateInfo>(VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO);
    info.pApplicationInfo = &application;
    VkInstance instance = {};
    check(vkCreateInstance(&info, nullptr, &instance), "vkCreateInstance");
    return instance;
}

VkPhysicalDevice first_gpu(VkInstance instance) {
    VkPhysicalDevice gpu = {};
    std::uint32_t count = 1;
    const VkResult result = vkEnumeratePhysicalDevices(instance, &count, &gpu);
    if ((result != VK_SUCCESS && result != VK_INCOMPLETE) || count == 0) fail("the driver offers no GPU");
    return gpu;
}

VkDevice create_device(VkPhysicalDevice gpu) {
    const float priority = 1.0f;
    auto queue = typed<VkDeviceQueueCreateInfo>(VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO);
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    auto feature = typed<VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_EXECUTABLE_PROPERTIES_FEATURES_KHR);
    feature.pipelineExecutableInfo = VK_TRUE;
    const char* const extension = VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME;
    auto info = typed<VkDeviceCreateInfo>(VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO);
    info.pNext = &feature;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = 1;
    info.ppEnabledExtensionNames = &extension;
    VkDevice device = {};
    check(vkCreateDevice(gpu, &info, nullptr, &device), "vkCreateDevice");
    return device;
}

/// For every shader: room for all bindings that one may have.
VkPipelineLayout create_layout(VkDevice device) {
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (const VkDescriptorType kind : kinds)
        for (std::uint32_t i = 0; i < bindings_of_kind; ++i)
            bindings.push_back(
                {static_cast<std::uint32_t>(bindings.size()), kind, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    auto set_info =
        typed<VkDescriptorSetLayoutCreateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO);
    set_info.bindingCount = static_cast<std::uint32_t>(bindings.size());
    set_info.pBindings = bindings.data();
    VkDescriptorSetLayout set = {};
    check(vkCreateDescriptorSetLayout(device, &set_info, nullptr, &set), "vkCreateDescriptorSetLayout");
    auto info = typed<VkPipelineLayoutCreateInfo>(VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO);
    info.setLayoutCount = 1;
    info.pSetLayouts = &set;
    VkPipelineLayout layout = {};
    check(vkCreatePipelineLayout(device, &info, nullptr, &layout), "vkCreatePipelineLayout");
    return layout;
}

std::string number_of(const VkPipelineExecutableStatisticKHR& statistic) {
    switch (statistic.format) {
        case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_BOOL32_KHR:
            return statistic.value.b32 ? "1" : "0";
        case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_INT64_KHR:
            return std::to_string(statistic.value.i64);
        case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_UINT64_KHR:
            return std::to_string(statistic.value.u64);
        default:
            return std::to_string(statistic.value.f64);
    }
}

/// A GPU's compiler. What is made of it lives until the process ends.
class Compiler {
  public:
    Compiler()
        : gpu_(first_gpu(create_instance())), device_(create_device(gpu_)), layout_(create_layout(device_)) {
        load(get_executables_, "vkGetPipelineExecutablePropertiesKHR");
        load(get_statistics_, "vkGetPipelineExecutableStatisticsKHR");
        load(get_texts_, "vkGetPipelineExecutableInternalRepresentationsKHR");
    }

    void print_driver() const {
        auto driver =
            typed<VkPhysicalDeviceDriverProperties>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES);
        auto properties = typed<VkPhysicalDeviceProperties2>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2);
        properties.pNext = &driver;
        vkGetPhysicalDeviceProperties2(gpu_, &properties);
        std::printf("driver\t%s\t%s\n", properties.properties.deviceName, driver.driverInfo);
        std::fflush(stdout);  // a driver that then crashes was there
    }

    /// `code`: a folder, or empty.
    void print_statistics(const std::filesystem::path& file, const std::filesystem::path& code) const {
        const VkPipeline pipeline = compile(file);
        auto info = typed<VkPipelineInfoKHR>(VK_STRUCTURE_TYPE_PIPELINE_INFO_KHR);
        info.pipeline = pipeline;
        auto executable =
            typed<VkPipelineExecutablePropertiesKHR>(VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_PROPERTIES_KHR);
        std::uint32_t count = 1;
        check(get_executables_(device_, &info, &count, &executable), "executables of " + file.string());
        auto shader = typed<VkPipelineExecutableInfoKHR>(VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INFO_KHR);
        shader.pipeline = pipeline;
        std::printf("%s\tSubgroup size\t%u\n", file.c_str(), executable.subgroupSize);
        for (const auto& statistic : statistics_of(shader))
            std::printf("%s\t%s\t%s\n", file.c_str(), statistic.name, number_of(statistic).c_str());
        if (!code.empty()) write_code(shader, code / file.stem().concat(".isa"));
        vkDestroyPipeline(device_, pipeline, nullptr);
    }

  private:
    template <class Function>
    void load(Function& function, const char* name) {
        function = reinterpret_cast<Function>(vkGetDeviceProcAddr(device_, name));
        if (!function) fail(std::string("the driver has no ") + name);
    }

    VkPipeline compile(const std::filesystem::path& file) const {
        const std::vector<std::uint32_t> words = read_words(file);
        auto module_info = typed<VkShaderModuleCreateInfo>(VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO);
        module_info.codeSize = words.size() * sizeof(std::uint32_t);
        module_info.pCode = words.data();
        VkShaderModule module = {};
        check(vkCreateShaderModule(device_, &module_info, nullptr, &module), file.string());
        auto info = typed<VkComputePipelineCreateInfo>(VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO);
        info.flags = VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR |
                     VK_PIPELINE_CREATE_CAPTURE_INTERNAL_REPRESENTATIONS_BIT_KHR;
        info.stage =
            typed<VkPipelineShaderStageCreateInfo>(VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO);
        info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
        info.stage.module = module;
        info.stage.pName = "main";
        info.layout = layout_;
        VkPipeline pipeline = {};
        check(vkCreateComputePipelines(device_, {}, 1, &info, nullptr, &pipeline), file.string());
        vkDestroyShaderModule(device_, module, nullptr);
        return pipeline;
    }

    std::vector<VkPipelineExecutableStatisticKHR> statistics_of(
        const VkPipelineExecutableInfoKHR& shader) const {
        std::uint32_t count = 0;
        check(get_statistics_(device_, &shader, &count, nullptr), "count of statistics");
        std::vector statistics(count, typed<VkPipelineExecutableStatisticKHR>(
                                          VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_STATISTIC_KHR));
        check(get_statistics_(device_, &shader, &count, statistics.data()), "statistics");
        return statistics;
    }

    /// Drivers also have what they compiled on the way; the machine code is the last.
    void write_code(const VkPipelineExecutableInfoKHR& shader, const std::filesystem::path& path) const {
        std::uint32_t count = 0;
        check(get_texts_(device_, &shader, &count, nullptr), "count of texts");
        std::vector texts(count, typed<VkPipelineExecutableInternalRepresentationKHR>(
                                     VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INTERNAL_REPRESENTATION_KHR));
        check(get_texts_(device_, &shader, &count, texts.data()), "sizes of texts");
        std::vector<std::string> contents;
        for (const auto& text : texts) contents.emplace_back(text.dataSize, '\0');
        for (std::uint32_t i = 0; i < count; ++i) texts[i].pData = contents[i].data();
        check(get_texts_(device_, &shader, &count, texts.data()), "texts");
        if (count == 0) fail("the driver shows no machine code");
        std::ofstream(path) << contents.back().c_str();
    }

    VkPhysicalDevice gpu_;
    VkDevice device_;
    VkPipelineLayout layout_;
    PFN_vkGetPipelineExecutablePropertiesKHR get_executables_ = nullptr;
    PFN_vkGetPipelineExecutableStatisticsKHR get_statistics_ = nullptr;
    PFN_vkGetPipelineExecutableInternalRepresentationsKHR get_texts_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string_view> arguments(argv + 1, argv + argc);
    std::filesystem::path code;
    if (arguments.size() > 1 && arguments[0] == "--code") {
        code = arguments[1];
        arguments.erase(arguments.begin(), arguments.begin() + 2);
    }
    if (arguments.empty()) {
        std::fprintf(stderr, "usage: tapestry-pipeline-statistics [--code FOLDER] FILE.spv ...\n");
        return 2;
    }
    const Compiler compiler;
    compiler.print_driver();
    for (const std::string_view file : arguments) compiler.print_statistics(file, code);
    return 0;
}
