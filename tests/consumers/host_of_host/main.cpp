bool renderer_knows_its_options();

int main() {
    return renderer_knows_its_options() ? 0 : 1;
}
