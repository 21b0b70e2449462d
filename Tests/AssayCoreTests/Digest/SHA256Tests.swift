import AssayCore
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "The examples of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func vectors(text: String, expected: String) {
        #expect(SHA256.hexDigest(of: text) == expected)
        #expect(SHA256.hexDigest(of: Array(text.utf8)) == expected)
    }

    @Test("A million times the letter a, given in uneven pieces")
    func incremental() {
        var hash = SHA256()
        var left = 1_000_000
        var piece = 1
        while left > 0 {
            let count = min(piece, left)
            hash.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
            left -= count
            piece = piece * 3 % 1009 + 1
        }
        #expect(hash.finalizeHex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("A digest can be taken on the way without disturbing what follows")
    func intermediateDigest() {
        var hash = SHA256()
        hash.update(Array("a".utf8))
        #expect(hash.finalize() == SHA256.digest(of: Array("a".utf8)))
        hash.update(UnsafeRawBufferPointer(start: nil, count: 0))
        Array("bc".utf8).withUnsafeBytes { hash.update($0) }
        #expect(hash.finalizeHex() == SHA256.hexDigest(of: "abc"))
        #expect(hash.finalize().count == SHA256.byteCount)
    }
}
