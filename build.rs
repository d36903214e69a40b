//! Tells the linker where a program finds the shared HiGHS that it was linked with; see scripts/bootstrap.sh. Linked with
//! a compiled one, as releases are, it needs none.

fn main() {
    println!("cargo:rerun-if-env-changed=PAIBAN_HIGHS");
    if let Ok(folder) = std::env::var("PAIBAN_HIGHS")
        && !folder.is_empty()
    {
        println!("cargo:rustc-link-arg=-Wl,-rpath,{folder}");
    }
}
