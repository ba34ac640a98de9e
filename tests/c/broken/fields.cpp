// Mixes up fields, and forgets one. It is read and never compiled.
template <class Copy>
void fields(auto& c, Region& cpp, const Copy& copy) {
    auto& [y, x, width, height] = cpp;
    copy(c.x, x);
    copy(c.y, y);
    copy(c.height, width);
    copy(c.height, height);
}

template <class Copy>
void fields(auto& c, Grade& cpp, const Copy& copy) {
    auto& [saturation, contrast] = cpp;
    copy(c.saturation, saturation);
}
